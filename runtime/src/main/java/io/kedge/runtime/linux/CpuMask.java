package io.kedge.runtime.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;

/** CPUs in the kernel's form, made in advance: a thread can go there when there is no memory left. Constant. */
public final class CpuMask {
    private final MemorySegment mask;

    private CpuMask(MemorySegment mask) {
        this.mask = mask;
    }

    /** {@return the mask of these CPUs} */
    public static CpuMask of(BitSet cpus) {
        byte[] bits = cpus.toByteArray();
        MemorySegment mask = Arena.ofAuto().allocate(Math.max(Long.BYTES, Math.ceilDiv(bits.length, Long.BYTES) * Long.BYTES));
        MemorySegment.copy(bits, 0, mask, ValueLayout.JAVA_BYTE, 0, bits.length);
        return new CpuMask(mask);
    }

    /**
     * Binds the calling thread to the CPUs. Allocates nothing.
     *
     * @return false if none of them is online and within the process's cpuset: it runs where it did
     */
    public boolean bindCaller() {
        try {
            return (int) Libc.BIND_CALLER.invokeExact(0, mask.byteSize(), mask) == 0;
        } catch (Throwable thrown) {
            throw Libc.cannotHappen(thrown);
        }
    }
}
