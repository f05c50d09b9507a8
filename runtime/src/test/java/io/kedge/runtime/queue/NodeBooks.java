package io.kedge.runtime.queue;

import java.util.List;

import io.kedge.runtime.work.Placement;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one workqueue, wherever they are counted: for a node that has several shares, or for a share alone (I2, I4, R67
 * to R75). One thread.
 */
public final class NodeBooks {
    private final EngineWorkqueue workqueue;
    private final List<QueueShare> shares;
    private final List<NodeCounter> nodes;
    private final int[] nodeOf;         // by share: -1 if it has slots of its own
    private final int[] cpus;           // by node
    private final int allCpus;
    private final int[] activeBefore;   // by share, then by node: at the latest look
    private final int[] highest;        // by share, then by node: limit since then

    NodeBooks(EngineWorkqueue workqueue) {
        this.workqueue = workqueue;
        this.shares = workqueue.shares().all();
        this.nodes = workqueue.shares().nodes();
        this.nodeOf = new int[shares.size()];
        this.cpus = new int[nodes.size()];
        int sum = 0;
        for (int i = 0; i < shares.size(); i++) {
            NodeCounter node = shares.get(i).node();
            nodeOf[i] = node == null ? -1 : nodes.indexOf(node);
            if (nodeOf[i] >= 0) {
                cpus[nodeOf[i]] += shares.get(i).pool().spec().cpus().cardinality();
            }
            sum += shares.get(i).pool().spec().cpus().cardinality();
        }
        this.allCpus = sum;
        this.activeBefore = new int[shares.size() + nodes.size()];
        this.highest = new int[activeBefore.length];
    }

    /** The limits are about to be changed: what they are now has been in force. */
    void noteLimits() {
        for (int i = 0; i < highest.length; i++) {
            highest[i] = Math.max(highest[i], limit(i));
        }
    }

    @Nullable String violation() {
        noteLimits();
        String broken = nodeLaws();
        for (int i = 0; i < highest.length && broken == null; i++) {
            int active = active(i);
            if (nodeOf(i) < 0 && active > Math.max(highest[i], activeBefore[i])) {
                broken = active + " items are active, at most " + highest[i] + " may become so (R67, R70, R74)";
            } else if (nodeOf(i) < 0 && active < limit(i) && waits(i)) {
                broken = "an item is inactive although a slot is free (R68)";
            } else if (nodeOf(i) < 0 && limit(i) != expected(i) && !mayBeFrozen(limit(i))) {
                broken = "the limit is " + limit(i) + ", it shall be " + expected(i) + " (R71)";
            }
            activeBefore[i] = active;
            highest[i] = limit(i);
        }
        return broken;
    }

    private boolean mayBeFrozen(int limit) {
        return limit == 0 && workqueue.spec().has(WorkqueueSpec.Flag.FREEZABLE);
    }

    private @Nullable String nodeLaws() {
        int[] active = new int[nodes.size()];
        for (int i = 0; i < shares.size(); i++) {
            QueueShare share = shares.get(i);
            if (nodeOf[i] >= 0) {
                active[nodeOf[i]] += share.active;
                if (!share.inactive.isEmpty() && !share.waitsForNode) {
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

    // ---- by share, then by node; a share that has no slots of its own stands for nothing

    private int nodeOf(int i) {
        return i < shares.size() ? nodeOf[i] : -1;
    }

    private int active(int i) {
        return i < shares.size() ? shares.get(i).active : nodes.get(i - shares.size()).active();
    }

    private int limit(int i) {
        return i < shares.size() ? shares.get(i).limit : nodes.get(i - shares.size()).limit();
    }

    private boolean waits(int i) {
        return i < shares.size() ? !shares.get(i).inactive.isEmpty() : waitsOnNode(i - shares.size());
    }

    private boolean waitsOnNode(int node) {
        for (int share = 0; share < nodeOf.length; share++) {
            if (nodeOf[share] == node && !shares.get(share).inactive.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The formula of spec section 6.3, in floating point. */
    private int expected(int i) {
        int max = workqueue.maxActive();
        if (i < shares.size()) {
            return max;
        }
        int part = part(i - shares.size());
        return Math.max(workqueue.minActive(), Math.min(part, max));
    }

    private int part(int node) {
        return (int) Math.ceil((double) workqueue.maxActive() * cpus[node] / allCpus);
    }

    // ---- for those who watch who gets the slots

    /** {@return whether shares have slots together} */
    public boolean hasNodes() {
        return !nodes.isEmpty();
    }

    public int shareCount() {
        return shares.size();
    }

    /** {@return the number of the share, -1 if the placement is none of this workqueue's} */
    public int indexOf(@Nullable Placement share) {
        return share instanceof QueueShare ours ? shares.indexOf(ours) : -1;
    }

    public boolean onOneNode(int share, int other) {
        return nodeOf[share] == nodeOf[other] && nodeOf[share] >= 0;
    }

    public int waitingOn(int share) {
        return shares.get(share).inactive.size();
    }

    public int activeOn(int share) {
        return shares.get(share).active;
    }

    /** {@return the limit of the node that the share belongs to} */
    public int limitFor(int share) {
        return nodes.get(nodeOf[share]).limit();
    }

    /** {@return whether as many items are active on some node as its minimum allows, more than its part of the limit} */
    public boolean minimumReached() {
        for (int node = 0; node < nodes.size(); node++) {
            int limit = nodes.get(node).limit();
            if (limit > part(node) && nodes.get(node).active() == limit) {
                return true;
            }
        }
        return false;
    }
}
