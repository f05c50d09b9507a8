/*
 * What the machine itself needs for what the engine does: the floors of bench/RESULTS.md. Says its figures in lines, as
 * the measuring JVMs do (io.kedge.bench.run.Saying).
 *
 *   limits wake CPU OTHER SHOTS        futex(2) wake from a thread on CPU to one on OTHER, both asleep before
 *   limits sleep MICROS SHOTS SLACK    clock_nanosleep until an absolute time, with this timer slack in nanoseconds
 *   limits relay CPU OTHER MICROS SHOTS SLACK
 *                                      the same on CPU, then a futex(2) wake of a thread on OTHER, asleep before
 *   limits pass CPU OTHER ITEMS ROUNDS ITEMS from CPU to a thread on OTHER, in a ring, each with a word that says whether it
 *                                      is pending; both sleep in futex(2) when they have nothing to do
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const long WARM_UP = 20000;
static const long PAUSE_NANOS = 100000;

static _Atomic int there, back;
static _Atomic long started;
static int other_cpu;

/* Something that is handed over again and again, in a line of the cache of its own. */
struct item {
    _Alignas(64) _Atomic int pending;
    void (*function)(struct item *);
    long runs;
};
static struct item *items;
static struct item *_Atomic *ring;
static long ring_size;
static _Alignas(64) _Atomic int server_sleeps;

static void fail(const char *what, const char *value) {
    fprintf(stderr, "limits: %s %s\n", what, value);
    exit(2);
}

static long number(const char *text) {
    char *end;
    long value = strtol(text, &end, 10);
    if (*text == '\0' || *end != '\0' || value < 0)
        fail("a number of 0 or more is needed, not", text);
    return value;
}

static long now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1000000000L + at.tv_nsec;
}

static void bind_to(int cpu) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    if (sched_setaffinity(0, sizeof set, &set) != 0)
        fail("cannot be bound to a CPU:", strerror(errno));
}

/* Both sides block in the kernel until the word has changed. */
static void await_change(_Atomic int *word, int seen) {
    while (atomic_load(word) == seen)
        syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, seen, NULL, NULL, 0);
}

static void change(_Atomic int *word) {
    atomic_fetch_add(word, 1);
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

static void *serve(void *rounds) {
    bind_to(other_cpu);
    for (long round = 0; round < *(long *)rounds; round++) {
        await_change(&there, (int)round);
        atomic_store(&started, now());
        change(&back);
    }
    return NULL;
}

static int ascending(const void *a, const void *b) {
    long x = *(const long *)a, y = *(const long *)b;
    return x < y ? -1 : x > y;
}

static void say(const char *name, const char *which, long nanos) {
    printf("FIGURE NANOSECONDS %ld %s%s\n", nanos, name, which);
}

static long quantile(const long *sorted, long count, long percent) {
    long rank = (count * percent + 99) / 100;
    return sorted[rank < 1 ? 0 : rank - 1];
}

static void say_times(const char *name, long *nanos, long count) {
    qsort(nanos, (size_t)count, sizeof *nanos, ascending);
    say(name, ", median", quantile(nanos, count, 50));
    say(name, ", 99 %", quantile(nanos, count, 99));
    say(name, ", largest", nanos[count - 1]);
}

static long *room(long count) {
    long *nanos = count < 1 ? NULL : malloc((size_t)count * sizeof *nanos);
    if (nanos == NULL)
        fail("no room for the shots:", count < 1 ? "there must be one or more" : strerror(errno));
    return nanos;
}

static void wake(int cpu, int other, long shots) {
    long rounds = WARM_UP + shots, *nanos = room(shots);
    pthread_t server;
    other_cpu = other;
    bind_to(cpu);
    if (pthread_create(&server, NULL, serve, &rounds) != 0)
        fail("no thread", "can be had");
    for (long round = 0; round < rounds; round++) {
        struct timespec pause = {0, PAUSE_NANOS};
        if (round >= WARM_UP)
            nanosleep(&pause, NULL);
        long asked = now();
        change(&there);
        await_change(&back, (int)round);
        if (round >= WARM_UP)
            nanos[round - WARM_UP] = atomic_load(&started) - asked;
    }
    pthread_join(server, NULL);
    printf("CONFIGURATION two threads in futex(2), in C\n");
    say_times("hand-off", nanos, shots);
    say("hand-off", ", least", nanos[0]);
}

static void nap(long micros, long shots, long slack) {
    long *nanos = room(shots);
    if (prctl(PR_SET_TIMERSLACK, slack, 0, 0, 0) != 0)
        fail("the timer slack is refused:", strerror(errno));
    for (long shot = 0; shot < shots; shot++) {
        long due = now() + micros * 1000;
        struct timespec at = {due / 1000000000L, due % 1000000000L};
        while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL) == EINTR)
            ;
        nanos[shot] = now() - due;
    }
    printf("CONFIGURATION clock_nanosleep to an absolute time, timer slack %ld ns, in C\n", slack);
    say_times("lateness", nanos, shots);
}

static void relay(long micros, long shots, long slack) {
    long *nanos = room(shots), rounds = shots;
    pthread_t server;
    if (prctl(PR_SET_TIMERSLACK, slack, 0, 0, 0) != 0)
        fail("the timer slack is refused:", strerror(errno));
    if (pthread_create(&server, NULL, serve, &rounds) != 0)
        fail("no thread", "can be had");
    for (long shot = 0; shot < shots; shot++) {
        long due = now() + micros * 1000;
        struct timespec at = {due / 1000000000L, due % 1000000000L};
        while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL) == EINTR)
            ;
        change(&there);
        await_change(&back, (int)shot);
        nanos[shot] = atomic_load(&started) - due;
    }
    pthread_join(server, NULL);
    printf("CONFIGURATION as the C program, then futex(2) to a second thread, timer slack %ld ns\n", slack);
    say_times("lateness", nanos, shots);
}

/* Sleeps when the ring is empty: says so first, and looks again then. */
static void *take(void *count) {
    long all = *(long *)count;
    bind_to(other_cpu);
    for (long taken = 0; taken < all; taken++) {
        struct item *_Atomic *place = &ring[taken % ring_size];
        struct item *item;
        while ((item = atomic_load_explicit(place, memory_order_acquire)) == NULL) {
            int seen = atomic_load(&there);
            atomic_store(&server_sleeps, 1);
            if (atomic_load(place) == NULL)
                syscall(SYS_futex, &there, FUTEX_WAIT_PRIVATE, seen, NULL, NULL, 0);
            atomic_store(&server_sleeps, 0);
        }
        atomic_store_explicit(place, NULL, memory_order_relaxed);
        atomic_exchange(&item->pending, 0);
        item->function(item);
    }
    return NULL;
}

static void nothing(struct item *item) {
    item->runs++;
}

static void last(struct item *item) {
    item->runs++;
    change(&back);
}

static void give(long index, long place) {
    struct item *item = &items[index];
    int idle = 0;
    if (!atomic_compare_exchange_strong(&item->pending, &idle, 1))
        fail("an item is", "pending after it has run");
    atomic_store(&ring[place], item);
    if (atomic_load(&server_sleeps))
        change(&there);
}

static void pass(int cpu, int other, long count, long rounds) {
    long warm_up = rounds / 2 + 1, began = 0, all = (rounds + warm_up) * count;
    pthread_t server;
    if (count < 1 || rounds < 1) {
        fprintf(stderr, "limits: one item and one round are needed at least, not %ld and %ld\n", count, rounds);
        exit(2);
    }
    other_cpu = other;
    ring_size = count;
    items = aligned_alloc(64, (size_t)count * sizeof *items);
    ring = calloc((size_t)count, sizeof *ring);
    if (items == NULL || ring == NULL)
        fail("no room for the items:", strerror(errno));
    memset(items, 0, (size_t)count * sizeof *items);
    for (long i = 0; i < count; i++)
        items[i].function = i < count - 1 ? nothing : last;
    bind_to(cpu);
    if (pthread_create(&server, NULL, take, &all) != 0)
        fail("no thread", "can be had");
    for (long round = 0; round < warm_up + rounds; round++) {
        if (round == warm_up)
            began = now();
        for (long i = 0; i < count; i++)
            give(i, i);
        await_change(&back, (int)round);
    }
    long took = now() - began;
    pthread_join(server, NULL);
    printf("CONFIGURATION two threads, a ring of %ld places, items in lines of their own, no statistics, in C\n", count);
    printf("FIGURE NANOSECONDS %.1f time an item\n", (double)took / (double)(rounds * count));
}

int main(int argc, char **argv) {
    if (argc == 5 && strcmp(argv[1], "wake") == 0)
        wake((int)number(argv[2]), (int)number(argv[3]), number(argv[4]));
    else if (argc == 5 && strcmp(argv[1], "sleep") == 0)
        nap(number(argv[2]), number(argv[3]), number(argv[4]));
    else if (argc == 7 && strcmp(argv[1], "relay") == 0) {
        other_cpu = (int)number(argv[3]);
        bind_to((int)number(argv[2]));
        relay(number(argv[4]), number(argv[5]), number(argv[6]));
    } else if (argc == 6 && strcmp(argv[1], "pass") == 0)
        pass((int)number(argv[2]), (int)number(argv[3]), number(argv[4]), number(argv[5]));
    else
        fail("usage: limits wake CPU OTHER SHOTS | sleep MICROS SHOTS SLACK | relay CPU OTHER MICROS SHOTS SLACK"
                " | pass CPU OTHER ITEMS ROUNDS; got", argc > 1 ? argv[1] : "nothing");
    return 0;
}
