package io.kedge.bench.row;

import java.util.List;

import io.kedge.bench.Cpus;

/** A row of which all that is said does not depend on the effort. */
abstract class DescribedRow implements Row {
    private final About about;

    DescribedRow(About about) {
        this.about = about;
    }

    @Override
    public String name() {
        return about.name();
    }

    @Override
    public String title() {
        return about.title();
    }

    @Override
    public String method() {
        return about.method();
    }

    @Override
    public List<String> contenders() {
        return about.contenders();
    }

    @Override
    public List<String> charts() {
        return about.charts();
    }

    @Override
    public List<Goal> goals() {
        return about.goals();
    }

    @Override
    public int cpu() {
        return Cpus.runner();
    }
}
