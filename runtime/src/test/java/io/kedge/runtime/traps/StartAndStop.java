package io.kedge.runtime.traps;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Work;

/** Starts an engine, runs one item, stops it. Prints one line: what the item said, or why the engine did not start. */
final class StartAndStop {
    private StartAndStop() { }

    public static void main(String[] arguments) throws InterruptedException {
        try (Cmwq cmwq = Cmwq.start()) {
            Work work = Cmwq.work(() -> System.out.println("an item ran"));
            cmwq.schedule(work);
            work.flush();
        } catch (IllegalStateException refused) {
            System.out.println(refused.getMessage());
        }
    }
}
