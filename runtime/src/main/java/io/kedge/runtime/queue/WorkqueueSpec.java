package io.kedge.runtime.queue;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

import io.kedge.runtime.api.WorkqueueAttrs;
import org.jspecify.annotations.Nullable;

/**
 * What a workqueue is, as its creator asked for it and the kernel's rules made it.
 *
 * @param name      1 to 31 characters
 * @param flags     see {@link Flag}
 * @param maxActive 1 to 2048; {@link Integer#MAX_VALUE}, which is no limit, if BH
 * @param attrs     where its items run if it is unbound
 * @param group     which it is in, if any
 */
public record WorkqueueSpec(String name, Set<Flag> flags, int maxActive, WorkqueueAttrs attrs, @Nullable QueueGroup group) {

    /** The kernel's flags (spec section 6.1), one for the workqueues that everybody shares, and two that are only ours. */
    public enum Flag {
        BH("WQ_BH"),
        PERCPU("WQ_PERCPU"),
        UNBOUND("WQ_UNBOUND"),
        HIGHPRI("WQ_HIGHPRI"),
        CPU_INTENSIVE("WQ_CPU_INTENSIVE"),
        MEM_RECLAIM("WQ_MEM_RECLAIM"),
        FREEZABLE("WQ_FREEZABLE"),
        POWER_EFFICIENT("WQ_POWER_EFFICIENT"),
        SYSFS("WQ_SYSFS"),
        ORDERED("__WQ_ORDERED"),
        LEGACY("__WQ_LEGACY"),
        DEPRECATED("__WQ_DEPRECATED"),
        SYSTEM(""),
        LOAD_AWARE(""),
        BY_DEADLINE("");

        private final String kernelName;

        Flag(String kernelName) {
            this.kernelName = kernelName;
        }
    }

    static final int NAME_LIMIT = 31;
    static final int MAX_ACTIVE = 2048;
    static final int DEFAULT_ACTIVE = 1024;
    static final int DEFAULT_MIN_ACTIVE = 8;
    private static final Set<Flag> BESIDE_BH = EnumSet.of(Flag.BH, Flag.PERCPU, Flag.HIGHPRI, Flag.SYSTEM);
    private static final Once KIND_WARNING = new Once();   // of the process, as the kernel's is of the machine
    private static final System.Logger LOG = System.getLogger("io.kedge.runtime");

    public WorkqueueSpec {
        requireNamed("workqueue", name);
        flags = Set.copyOf(flags);
    }

    /**
     * {@return the spec that comes of a request, by the kernel's creation rules (R66, R150)}
     *
     * @param savesPower whether power-efficient workqueues are unbound
     */
    public static WorkqueueSpec of(String name, EnumSet<Flag> asked, int maxActiveAsked, boolean savesPower) {
        String cut = cutName("workqueue", name);
        EnumSet<Flag> flags = EnumSet.copyOf(asked);
        if (savesPower && flags.contains(Flag.POWER_EFFICIENT)) {
            flags.remove(Flag.PERCPU);
            flags.add(Flag.UNBOUND);
        }
        if (flags.contains(Flag.UNBOUND) && flags.remove(Flag.PERCPU)) {
            LOG.log(System.Logger.Level.WARNING, "workqueue {0} was asked to be both per-CPU and unbound; it is unbound", cut);
        }
        if (!flags.contains(Flag.UNBOUND) && flags.add(Flag.PERCPU)) {
            KIND_WARNING.warn(() -> "workqueue " + cut + " was asked to be neither per-CPU nor unbound; it is per-CPU: say percpu()"
                    + " or unbound(). This is said once");
        }
        int nice = flags.contains(Flag.HIGHPRI) ? WorkqueueAttrs.LEAST_NICE : 0;
        return new WorkqueueSpec(cut, flags, limit(cut, flags, maxActiveAsked), WorkqueueAttrs.standard().withNice(nice), null);
    }

    private static int limit(String name, Set<Flag> flags, int asked) {
        if (flags.contains(Flag.BH)) {
            requireBh(name, flags, asked);
            return Integer.MAX_VALUE;
        }
        return flags.contains(Flag.ORDERED) ? 1 : limit(name, asked);
    }

    /** {@return the same with these attributes} */
    WorkqueueSpec with(WorkqueueAttrs others) {
        return new WorkqueueSpec(name, flags, maxActive, others, group);
    }

    /**
     * {@return the same in a group}
     *
     * @throws IllegalStateException if it cannot be in one
     */
    WorkqueueSpec in(QueueGroup itsGroup) {
        if (has(Flag.MEM_RECLAIM)) {
            throw new IllegalStateException("workqueue " + name + " cannot be both MEM_RECLAIM and in group " + itsGroup.name()
                    + ": what frees memory must not wait for other workqueues; leave out memReclaim() or group()");
        }
        if (has(Flag.BH)) {
            throw new IllegalStateException("workqueue " + name + " cannot be both BH and in group " + itsGroup.name()
                    + ": BH items have no limit; leave out bh() or group()");
        }
        return new WorkqueueSpec(name, flags, maxActive, attrs, itsGroup);
    }

    /** {@return the name, cut if it is too long, which is said} */
    private static String cutName(String kind, String name) {
        String cut = name.length() > NAME_LIMIT ? name.substring(0, NAME_LIMIT) : name;
        if (!cut.equals(name)) {
            LOG.log(System.Logger.Level.WARNING, "{0} name {1} is longer than {2} characters; it is called {3}",
                    kind, name, NAME_LIMIT, cut);
        }
        return cut;
    }

    private static void requireNamed(String kind, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a " + kind + "'s name is blank: give it 1 to " + NAME_LIMIT + " characters");
        }
    }

    /**
     * {@return the name as it is used}
     *
     * @throws IllegalArgumentException if it is blank
     */
    static String checkedName(String kind, String name) {
        requireNamed(kind, name);
        return cutName(kind, name);
    }

    /** Where the kernel returns no workqueue (R146). */
    private static void requireBh(String name, Set<Flag> flags, int maxActiveAsked) {
        for (Flag flag : flags) {
            if (!BESIDE_BH.contains(flag)) {
                throw new IllegalStateException("workqueue " + name + " cannot be both BH and " + flag + ": beside bh() only percpu() and"
                        + " highPriority() mean something");
            }
        }
        if (maxActiveAsked != 0) {
            throw new IllegalStateException("max_active of BH workqueue " + name + " was " + maxActiveAsked + ": leave it out, BH items"
                    + " run one after the other anyway");
        }
    }

    private static int limit(String name, int asked) {
        if (asked == 0) {
            return DEFAULT_ACTIVE;
        }
        int limit = Math.clamp(asked, 1, MAX_ACTIVE);
        if (limit != asked) {
            LOG.log(System.Logger.Level.WARNING,
                    "max_active of workqueue " + name + " was " + asked + "; it is " + limit + " (1 to " + MAX_ACTIVE + ")");
        }
        return limit;
    }

    boolean has(Flag flag) {
        return flags.contains(flag);
    }

    Set<String> kernelFlags() {
        return flags.stream().map(flag -> flag.kernelName).filter(flag -> !flag.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}
