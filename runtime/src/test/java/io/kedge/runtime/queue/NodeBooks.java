package io.kedge.runtime.queue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import io.kedge.runtime.work.Placement;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one workqueue, wherever they are counted: for a node, or for a share alone (I2, I4, R67 to R75). One thread.
 * Shares are numbered in the order in which they came, nodes as in the topology; the last one is for shares that span several.
 */
public final class NodeBooks {
    private final EngineWorkqueue workqueue;
    private final List<SlotCounter> nodes;
    private final List<QueueShare> shares = new ArrayList<>();   // all there have been
    private final List<Tally> ofShares = new ArrayList<>();
    private final List<Tally> ofNodes;
    private @Nullable ShareMap known;

    /** What is remembered of a share or a node from look to look. */
    private static final class Tally {
        int activeBefore;
        int highest;        // limit since then
    }

    NodeBooks(EngineWorkqueue workqueue) {
        this.workqueue = workqueue;
        this.nodes = workqueue.shares().nodes();
        this.ofNodes = nodes.stream().map(node -> new Tally()).toList();
    }

    private void learn() {
        ShareMap now = workqueue.shares().map();
        if (now == known) {
            return;
        }
        known = now;
        for (QueueShare share : now.all()) {
            if (!shares.contains(share)) {
                shares.add(share);
                ofShares.add(new Tally());
            }
        }
    }

    /** The limits are about to be changed: what they are now has been in force. */
    void noteLimits() {
        learn();
        for (int i = 0; i < shares.size(); i++) {
            Tally tally = ofShares.get(i);
            tally.highest = Math.max(tally.highest, shares.get(i).slots.limit);
        }
        for (int i = 0; i < nodes.size(); i++) {
            Tally tally = ofNodes.get(i);
            tally.highest = Math.max(tally.highest, nodes.get(i).limit());
        }
    }

    @Nullable String violation() {
        noteLimits();
        String broken = nodeLaws();
        for (int i = 0; i < shares.size() && broken == null && nodes.isEmpty(); i++) {
            QueueShare share = shares.get(i);
            boolean waits = waitsForItsOwn(share) && !share.slots.plugged;
            broken = violation(ofShares.get(i), share.slots.active, share.slots.limit, waits);
            if (broken == null && share.slots.limit != workqueue.maxActive() && !mayBeFrozen(share.slots.limit)) {
                broken = "the limit is " + share.slots.limit + ", it shall be " + workqueue.maxActive() + " (R67)";
            }
        }
        for (int i = 0; i < nodes.size() && broken == null; i++) {
            int limit = nodes.get(i).limit();
            broken = violation(ofNodes.get(i), nodes.get(i).active(), limit, waitsOnNode(i));
            if (broken == null && limit != expected(i) && !mayBeFrozen(limit) && !workqueue.isClosing()) {
                broken = "the limit of node " + i + " is " + limit + ", it shall be " + expected(i) + " (R71)";
            }
        }
        return broken;
    }

    private static @Nullable String violation(Tally tally, int active, int limit, boolean waits) {
        String broken = null;
        if (active > Math.max(tally.highest, tally.activeBefore)) {
            broken = active + " items are active, at most " + tally.highest + " may become so (R67, R70, R74)";
        } else if (active < limit && waits) {
            broken = "an item is inactive although a slot is free (R68)";
        }
        tally.activeBefore = active;
        tally.highest = limit;
        return broken;
    }

    private boolean mayBeFrozen(int limit) {
        return limit == 0 && workqueue.spec().has(WorkqueueSpec.Flag.FREEZABLE);
    }

    private @Nullable String nodeLaws() {
        int[] active = new int[nodes.size()];
        for (QueueShare share : shares) {
            SlotCounter node = share.node();
            if (node != null) {
                active[nodes.indexOf(node)] += share.slots.active + (share.slots.waitsForGroup ? 1 : 0);
                if (waitsForItsOwn(share) && !(share.slots.node != null && share.slots.node.waits)) {
                    return "a share has inactive items and does not wait for a slot of its node (R75)";
                }
            }
        }
        for (int node = 0; node < active.length; node++) {
            if (active[node] != nodes.get(node).active()) {
                return "node " + node + " counts " + nodes.get(node).active() + " active items, its shares have " + active[node] + " (I4)";
            }
        }
        return null;
    }

    /** Not for a slot of its group, with its own in hand. */
    private static boolean waitsForItsOwn(QueueShare share) {
        return !share.slots.inactive.isEmpty() && !share.slots.waitsForGroup;
    }

    private boolean waitsOnNode(int node) {
        for (QueueShare share : shares) {
            if (share.node() == nodes.get(node) && waitsForItsOwn(share)) {
                return true;
            }
        }
        return false;
    }

    /** The formula of spec section 6.3, in floating point. */
    private int expected(int node) {
        int max = workqueue.maxActive();
        return node == nodes.size() - 1 ? max : Math.max(Math.max(workqueue.minActive(), 1), Math.min(part(node), max));
    }

    private int part(int node) {
        BitSet all = workqueue.shares().map().effective();
        BitSet its = workqueue.home().topology().nodes().get(node);
        all = (BitSet) all.clone();
        all.and(workqueue.home().unbound().plan().online());
        its.and(all);
        return (int) Math.ceil((double) workqueue.maxActive() * its.cardinality() / all.cardinality());
    }

    // ---- for those who watch who gets the slots

    /** {@return whether shares have slots together} */
    public boolean hasNodes() {
        return !nodes.isEmpty();
    }

    public int shareCount() {
        learn();
        return shares.size();
    }

    /** {@return the number of the share, -1 if the placement is none of this workqueue's} */
    public int indexOf(@Nullable Placement share) {
        learn();
        return share instanceof QueueShare ours ? shares.indexOf(ours) : -1;
    }

    public boolean onOneNode(int share, int other) {
        return shares.get(share).node() != null && shares.get(share).node() == shares.get(other).node();
    }

    public int waitingOn(int share) {
        return shares.get(share).slots.inactive.size();
    }

    public int activeOn(int share) {
        return shares.get(share).slots.active;
    }

    /** {@return the limit of the node that the share belongs to} */
    public int limitFor(int share) {
        SlotCounter node = shares.get(share).node();
        return node == null ? shares.get(share).slots.limit : node.limit();
    }

    /** {@return whether as many items are active on some node as its minimum allows, more than its part of the limit} */
    public boolean minimumReached() {
        for (int node = 0; node < nodes.size() - 1; node++) {
            int limit = nodes.get(node).limit();
            if (limit > part(node) && nodes.get(node).active() == limit) {
                return true;
            }
        }
        return false;
    }
}
