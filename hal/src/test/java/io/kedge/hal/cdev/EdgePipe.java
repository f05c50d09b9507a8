package io.kedge.hal.cdev;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import io.kedge.hal.irq.V2LineEvent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A named pipe that speaks the kernel's 48-byte records: a line request without a kernel. Closing its writer is the chip's removal. */
final class EdgePipe implements AutoCloseable {
    private final Path path;
    private final FileChannel writer;
    private final MemorySegment record = Arena.ofAuto().allocate(V2LineEvent.BYTES, Long.BYTES);
    private final LineRequest request;

    EdgePipe(Path folder, List<Integer> offsets) throws IOException, InterruptedException, SystemCallException {
        path = Files.createTempDirectory(folder, "line").resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = Libc.open(Libc.newErrno(arena), arena.allocateFrom(path.toString()), Libc.O_NONBLOCK | Libc.O_CLOEXEC);
            assertTrue(descriptor >= 0, () -> "opens " + path + ": " + descriptor);
            request = LineRequest.of(descriptor, offsets);
        }
        writer = FileChannel.open(path, StandardOpenOption.WRITE);
    }

    LineRequest request() {
        return request;
    }

    /** One edge of the line at the offset of the chip. */
    void edge(int offset, int id, int lineSeqno) throws IOException {
        V2LineEvent.write(record, 0, System.nanoTime(), id, lineSeqno);
        V2LineEvent.writeOffset(record, 0, offset);
        assertEquals(V2LineEvent.BYTES, writer.write(record.asByteBuffer()));
    }

    /** {@return the line_seqno of a record} */
    static int lineSeqnoOf(MemorySegment events, int index) {
        return events.get(ValueLayout.JAVA_INT, (long) index * V2LineEvent.BYTES + 20);
    }

    void remove() throws IOException {
        writer.close();
    }

    @Override
    public void close() throws IOException {
        writer.close();
        request.close();
    }
}
