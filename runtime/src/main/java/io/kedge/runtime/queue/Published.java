package io.kedge.runtime.queue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kedge.runtime.api.AffinityScope;
import io.kedge.runtime.api.PublishedAttributes;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.api.WorkqueueAttrs;
import io.kedge.runtime.cpu.MaskText;
import io.kedge.runtime.cpu.Topology;
import io.kedge.runtime.queue.WorkqueueSpec.Flag;

/** The published workqueues of an engine, and the set of CPUs for all unbound ones. */
public final class Published implements PublishedAttributes {
    private static final List<String> GLOBAL = List.of("cpumask", "cpumask_requested", "cpumask_isolated");
    private static final List<String> OF_ALL = List.of("per_cpu", "max_active");
    private static final List<String> OF_UNBOUND = List.of(
            "per_cpu", "max_active", "nice", "cpumask", "affinity_scope", "affinity_strict");

    private final UnboundCpus unbound;                                          // C
    private final Topology topology;                                            // C
    private final Map<String, EngineWorkqueue> workqueues = new LinkedHashMap<>();   // under this

    public Published(UnboundCpus unbound, Topology topology) {
        this.unbound = unbound;
        this.topology = topology;
    }

    /** {@return a workqueue that has just been made, published if it asks for that} If that cannot be it is closed. */
    public EngineWorkqueue publishIfAsked(EngineWorkqueue made) {
        if (made.spec().has(Flag.SYSFS)) {
            try {
                register(made);
            } catch (IllegalStateException nameIsTaken) {
                made.close();
                throw nameIsTaken;
            }
        }
        return made;
    }

    @Override
    public void register(Workqueue workqueue) {
        if (!(workqueue instanceof EngineWorkqueue ours) || ours.home().published() != this) {
            throw new IllegalArgumentException("workqueue " + workqueue.name() + " is not of this engine");
        }
        synchronized (this) {
            if (ours.isClosing()) {
                throw new IllegalStateException("workqueue " + ours.name() + " is closed: publish it before");
            }
            if (workqueues.putIfAbsent(ours.name(), ours) != null) {
                throw new IllegalStateException("a workqueue is published as " + ours.name() + " already: give this one another name");
            }
        }
    }

    /** The workqueue is about to be closed. */
    synchronized void remove(EngineWorkqueue workqueue) {
        workqueues.remove(workqueue.name(), workqueue);
    }

    @Override
    public synchronized List<String> names() {
        return List.copyOf(workqueues.keySet());
    }

    @Override
    public List<String> files(String name) {
        return files(find(name));
    }

    private static List<String> files(EngineWorkqueue workqueue) {
        return workqueue.spec().has(Flag.UNBOUND) ? OF_UNBOUND : OF_ALL;
    }

    private synchronized EngineWorkqueue find(String name) {
        EngineWorkqueue found = workqueues.get(name);
        if (found == null || found.isClosing()) {
            throw new IllegalArgumentException("no workqueue is published as " + name + "; there are " + workqueues.keySet());
        }
        return found;
    }

    @Override
    public String read(String path) {
        int slash = path.lastIndexOf('/');
        if (slash >= 0) {
            EngineWorkqueue workqueue = find(path.substring(0, slash));
            return read(workqueue, known(path.substring(slash + 1), files(workqueue)));
        }
        return switch (known(path, GLOBAL)) {
            case "cpumask_isolated" -> mask(topology.isolated());
            default -> mask(unbound.cpus());   // nothing is isolated while the engine runs: what was requested is in force
        };
    }

    private String read(EngineWorkqueue workqueue, String file) {
        WorkqueueAttrs attrs = workqueue.attrs();
        return switch (file) {
            case "per_cpu" -> workqueue.spec().has(Flag.UNBOUND) ? "0" : "1";
            case "max_active" -> Integer.toString(workqueue.maxActive());
            case "nice" -> Integer.toString(attrs.nice());
            case "cpumask" -> mask(attrs.cpumask().isEmpty() ? topology.cpus() : attrs.cpumask());
            case "affinity_scope" -> attrs.affinityScope() == AffinityScope.DEFAULT
                    ? "default (" + unbound.defaultScope().kernelName() + ")" : attrs.affinityScope().kernelName();
            default -> attrs.affinityStrict() ? "1" : "0";
        };
    }

    @Override
    public void write(String path, String text) {
        String value = text.strip();
        int slash = path.lastIndexOf('/');
        if (slash >= 0) {
            EngineWorkqueue workqueue = find(path.substring(0, slash));
            String file = known(path.substring(slash + 1), files(workqueue));
            boolean fixed = file.equals("per_cpu") || file.equals("max_active") && workqueue.spec().has(Flag.ORDERED);
            requireWritable(path, !fixed);
            write(workqueue, file, value);
        } else {
            requireWritable(path, known(path, GLOBAL).equals("cpumask"));
            unbound.change(MaskText.parse(value, topology.limit()));
        }
    }

    private void write(EngineWorkqueue workqueue, String file, String value) {
        if (file.equals("max_active")) {
            int limit = number(file, value);
            if (limit <= 0) {
                throw new IllegalArgumentException("max_active is " + value + ": it must be above 0");
            }
            workqueue.maxActive(limit);
            return;
        }
        unbound.alone(() -> {   // two changes at once must not undo each other
            WorkqueueAttrs now = workqueue.attrs();
            workqueue.applyAttrs(switch (file) {
                case "nice" -> now.withNice(number(file, value));
                case "cpumask" -> now.withCpumask(MaskText.parse(value, topology.limit()));
                case "affinity_scope" -> now.withAffinityScope(AffinityScope.named(value.split(" ", 2)[0]));
                default -> now.withAffinityStrict(number(file, value) != 0);
            });
        });
    }

    private static int number(String file, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(file + " is \"" + value + "\": it must be a number", none);
        }
    }

    private static void requireWritable(String path, boolean writable) {
        if (!writable) {
            throw new IllegalArgumentException(path + " can only be read");
        }
    }

    private static String known(String file, List<String> files) {
        if (!files.contains(file)) {
            throw new IllegalArgumentException("there is no file " + file + " here; there are " + new ArrayList<>(files));
        }
        return file;
    }

    private String mask(BitSet cpus) {
        return MaskText.format(cpus, topology.limit());
    }
}
