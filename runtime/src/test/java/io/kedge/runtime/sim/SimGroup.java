package io.kedge.runtime.sim;

import io.kedge.runtime.api.WorkqueueGroup;
import io.kedge.runtime.queue.GroupBooks;
import io.kedge.runtime.queue.QueueGroup;

/** A group of workqueues of a simulation. Its items wait only for items of higher levels, which are in none or another one. */
final class SimGroup {
    final WorkqueueGroup api;
    final GroupBooks books;
    final int level;         // of all its workqueues
    final CreditModel credit;
    boolean wasThrottled;    // after the latest step

    SimGroup(WorkqueueGroup api, int level, int cpus) {
        this.api = api;
        this.books = new GroupBooks((QueueGroup) api);
        this.level = level;
        this.credit = new CreditModel(cpus, api.cpuShare());
    }
}
