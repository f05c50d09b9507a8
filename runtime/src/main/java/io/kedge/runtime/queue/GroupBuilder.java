package io.kedge.runtime.queue;

import io.kedge.runtime.api.WorkqueueGroup;
import io.kedge.runtime.api.WorkqueueGroupBuilder;

import static java.util.Objects.requireNonNull;

/** Collects limits, and has the group made. */
public final class GroupBuilder implements WorkqueueGroupBuilder {
    static final int NOT_ASKED = 0;

    private final String name;
    private final Groups groups;
    private int maxActive = NOT_ASKED;
    private int cpuShare = CpuBudget.ALL;

    /** A builder for one group. */
    GroupBuilder(String name, Groups groups) {
        this.name = requireNonNull(name, "name");
        this.groups = groups;
    }

    @Override
    public WorkqueueGroupBuilder maxActive(int limit) {
        maxActive = checkedLimit(name, limit);
        return this;
    }

    int maxActive() {
        return maxActive;
    }

    @Override
    public WorkqueueGroupBuilder cpuShare(int percent) {
        cpuShare = checkedShare(name, percent);
        return this;
    }

    int cpuShare() {
        return cpuShare;
    }

    @Override
    public WorkqueueGroup create() {
        return groups.add(this, WorkqueueSpec.checkedName("group", name));
    }

    static int checkedLimit(String name, int limit) {
        if (limit < 1 || limit > WorkqueueSpec.MAX_ACTIVE) {
            throw new IllegalArgumentException("max_active of group " + name + " must be 1 to " + WorkqueueSpec.MAX_ACTIVE + ", was "
                    + limit + "; leave it out for no limit");
        }
        return limit;
    }

    static int checkedShare(String name, int percent) {
        if (percent < 1 || percent > CpuBudget.ALL) {
            throw new IllegalArgumentException("the CPU share of group " + name + " must be 1 to " + CpuBudget.ALL + " percent of all"
                    + " CPUs, was " + percent + "; " + CpuBudget.ALL + " is no limit");
        }
        return percent;
    }
}
