package io.kedge.runtime.traps;

import io.kedge.runtime.Blocking;
import io.kedge.runtime.Cmwq;

/** Asks the engine what does not need one: which item runs here, and to announce a call. */
final class BracketOnly {
    private BracketOnly() { }

    public static void main(String[] arguments) throws Exception {
        System.out.println(Blocking.call(() -> Cmwq.currentWork() + " called"));
    }
}
