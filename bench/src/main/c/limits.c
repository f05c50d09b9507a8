/*
 * What the machine itself needs for what the engine does: the floors of bench/RESULTS.md. Says its figures in lines, as
 * the measuring JVMs do (io.kedge.bench.run.Saying).
 *
 *   limits wake CPU OTHER SHOTS        futex(2) wake from a thread on CPU to one on OTHER, both asleep before
 *   limits sleep MICROS SHOTS SLACK    clock_nanosleep until an absolute time, with this timer slack in nanoseconds
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

int main(int argc, char **argv) {
    if (argc == 5 && strcmp(argv[1], "wake") == 0)
        wake((int)number(argv[2]), (int)number(argv[3]), number(argv[4]));
    else if (argc == 5 && strcmp(argv[1], "sleep") == 0)
        nap(number(argv[2]), number(argv[3]), number(argv[4]));
    else
        fail("usage: limits wake CPU OTHER SHOTS | limits sleep MICROS SHOTS SLACK; got", argc > 1 ? argv[1] : "nothing");
    return 0;
}
