package io.kedge.runtime.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;

import io.kedge.runtime.linux.LinuxException.Call;

/** The CPUs that threads of this process may run on. A thread is named by the kernel's id of it, 0 is the calling one. */
public final class Affinity {
    private static final int MASK_BYTES = 1024;

    private Affinity() { }

    /**
     * {@return the CPUs that the thread may run on now: those that are online and that its mask and its cpuset allow}
     *
     * @throws LinuxException ESRCH: there is no such thread
     */
    public static BitSet of(int tid) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(MASK_BYTES);
            MemorySegment capture = Libc.newCapture(arena);
            int written = (int) Libc.SCHED_GETAFFINITY.invokeExact(capture, tid, (long) MASK_BYTES, mask);
            if (written < 0) {
                throw new LinuxException(Call.SCHED_GETAFFINITY, Libc.errno(capture));
            }
            return BitSet.valueOf(mask.toArray(ValueLayout.JAVA_BYTE));
        } catch (LinuxException failure) {
            throw failure;
        } catch (Throwable thrown) {
            throw Libc.cannotHappen(thrown);
        }
    }

    /**
     * Binds the thread to the CPUs.
     *
     * @throws LinuxException EINVAL: none of them is online and within the process's cpuset; ESRCH: there is no such thread
     */
    public static void set(int tid, BitSet cpus) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(MASK_BYTES);
            byte[] bits = cpus.toByteArray();
            MemorySegment.copy(bits, 0, mask, ValueLayout.JAVA_BYTE, 0, bits.length);
            MemorySegment capture = Libc.newCapture(arena);
            int result = (int) Libc.SCHED_SETAFFINITY.invokeExact(capture, tid, (long) MASK_BYTES, mask);
            if (result != 0) {
                throw new LinuxException(Call.SCHED_SETAFFINITY, Libc.errno(capture));
            }
        } catch (LinuxException failure) {
            throw failure;
        } catch (Throwable thrown) {
            throw Libc.cannotHappen(thrown);
        }
    }
}
