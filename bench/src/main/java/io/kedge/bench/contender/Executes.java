package io.kedge.bench.contender;

/** A contender that runs tasks. */
public interface Executes extends Contender {

    /**
     * {@return what hands the task in, once each time it is called; not again before the task has begun}
     *
     * @param cpu where it shall run, for contenders that can tell CPUs apart
     */
    Runnable starter(Runnable task, int cpu);

    /** As {@link #starter}, for a task that blocks, if the contender wants to be told before. */
    default Runnable blockingStarter(Runnable task, int cpu) {
        return starter(task, cpu);
    }
}
