package io.kedge.runtime.queue;

import java.util.List;
import java.util.Objects;

import io.kedge.runtime.inspect.StateDump.ShareDump;
import io.kedge.runtime.inspect.StateDump.WorkqueueDump;
import org.jspecify.annotations.Nullable;

/** The items of workqueues, for a state dump. */
public final class WorkqueueDumps {
    private WorkqueueDumps() { }

    /** {@return its items, share by share, null if there is none} Takes the pools' locks one after the other. */
    public static @Nullable WorkqueueDump of(EngineWorkqueue workqueue) {
        List<ShareDump> busy = workqueue.shares().all().stream().map(WorkqueueDumps::dump).filter(Objects::nonNull).toList();
        List<String> flags = workqueue.spec().kernelFlags().stream().sorted().toList();
        return busy.isEmpty() ? null : new WorkqueueDump(workqueue.name(), flags, busy);
    }

    private static @Nullable ShareDump dump(QueueShare share) {
        return share.pool().view().dump(share, share.slots.inactive, () -> share.slots.active);
    }
}
