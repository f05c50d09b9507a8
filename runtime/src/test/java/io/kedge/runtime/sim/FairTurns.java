package io.kedge.runtime.sim;

import io.kedge.runtime.queue.NodeBooks;
import io.kedge.runtime.work.Places;
import org.jspecify.annotations.Nullable;

/**
 * Watches in which turns the shares of a node get its slots: while items of two shares wait, neither gets two slots more than
 * the other (R75).
 */
final class FairTurns {
    private final Simulation simulation;
    private final Coverage coverage;
    private int[] takingBack = {};       // by item, after the latest step: as in the item
    private int[] accepted = {};
    private int[] queueOf = {};          // by item: where it waited for a slot, -1 if it did not
    private int[] shareOf = {};
    private Ledger[] ledgers = {};       // by workqueue

    /** What the shares of one workqueue have got. */
    private static final class Ledger {
        final NodeBooks books;
        int[] granted = {};      // by share, in this step
        int[] waiting = {};      // by share, after the latest step
        int[] active = {};
        int[] limit = {};
        int[][] lead = {};       // by two shares: slots that one has got more than the other since both have waited

        Ledger(NodeBooks books) {
            this.books = books;
        }

        /** Room for the shares that have come. */
        void grow() {
            int shares = books.shareCount();
            if (shares == granted.length) {
                return;
            }
            granted = java.util.Arrays.copyOf(granted, shares);
            waiting = java.util.Arrays.copyOf(waiting, shares);
            active = java.util.Arrays.copyOf(active, shares);
            limit = java.util.Arrays.copyOf(limit, shares);
            int[][] leads = new int[shares][shares];
            for (int i = 0; i < lead.length; i++) {
                System.arraycopy(lead[i], 0, leads[i], 0, lead.length);
            }
            lead = leads;
        }
    }

    FairTurns(Simulation simulation) {
        this.simulation = simulation;
        this.coverage = simulation.coverage;
    }

    private void begin() {
        int items = simulation.items.size();
        takingBack = new int[items];
        accepted = new int[items];
        queueOf = new int[items];
        shareOf = new int[items];
        java.util.Arrays.fill(queueOf, -1);
        ledgers = simulation.queues.stream().map(queue -> new Ledger(queue.books.nodes())).toArray(Ledger[]::new);
    }

    /** To be asked after each step. {@return the broken law, null if it holds} */
    @Nullable String violation() {
        if (takingBack.length == 0) {
            begin();
        }
        for (Ledger ledger : ledgers) {
            ledger.grow();
        }
        boolean disturbed = countGrants();
        for (int i = 0; i < ledgers.length; i++) {
            if (ledgers[i].books.hasNodes()) {
                String broken = settle(ledgers[i], disturbed);
                if (broken != null) {
                    return broken + " in " + simulation.queues.get(i);
                }
            }
        }
        return null;
    }

    /** @return whether items were taken back: then it is not known who left by whom */
    private boolean countGrants() {
        boolean disturbed = false;
        for (int i = 0; i < takingBack.length; i++) {
            SimItem item = simulation.items.get(i);
            boolean waits = item.place() == Places.INACTIVE;
            boolean left = queueOf[i] >= 0 && (!waits || accepted[i] != item.accepted);
            if (takingBack[i] != item.takingBack) {
                disturbed = true;
            } else if (left) {
                ledgers[queueOf[i]].granted[shareOf[i]]++;
            }
            takingBack[i] = item.takingBack;
            accepted[i] = item.accepted;
            queueOf[i] = -1;
            for (int q = 0; waits && q < ledgers.length; q++) {
                int share = ledgers[q].books.indexOf(item.work.placement());
                if (share >= 0) {
                    queueOf[i] = q;
                    shareOf[i] = share;
                }
            }
        }
        return disturbed;
    }

    private @Nullable String settle(Ledger ledger, boolean disturbed) {
        NodeBooks books = ledger.books;
        String broken = null;
        for (int share = 0; share < books.shareCount(); share++) {
            for (int other = 0; other < share; other++) {
                boolean bothWait = ledger.waiting[share] > 0 && ledger.waiting[other] > 0
                        && books.waitingOn(share) > 0 && books.waitingOn(other) > 0;
                int more = ledger.granted[share] - ledger.granted[other];
                ledger.lead[share][other] = bothWait && !disturbed ? ledger.lead[share][other] + more : 0;
                if (books.onOneNode(share, other) && Math.abs(ledger.lead[share][other]) > 1) {
                    broken = "share " + share + " got " + ledger.lead[share][other] + " slots more than share " + other
                            + " while items of both waited (R75)";
                }
            }
        }
        for (int share = 0; share < books.shareCount(); share++) {
            boolean more = books.activeOn(share) > ledger.active[share] && books.limitFor(share) == ledger.limit[share];
            if (ledger.granted[share] > 0 && more && !disturbed) {
                coverage.saw(Seen.ACTIVATED_IN_ANOTHER_POOL);
            }
            if (books.waitingOn(share) > 0) {
                coverage.saw(Seen.SHARE_WAITED_FOR_ITS_NODE);
            }
            ledger.granted[share] = 0;
            ledger.waiting[share] = books.waitingOn(share);
            ledger.active[share] = books.activeOn(share);
            ledger.limit[share] = books.limitFor(share);
        }
        if (books.minimumReached()) {
            coverage.saw(Seen.MINIMUM_REACHED);
        }
        return broken;
    }
}
