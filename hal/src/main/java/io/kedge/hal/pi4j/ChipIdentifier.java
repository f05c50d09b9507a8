package io.kedge.hal.pi4j;

/** Mixes the chip into Pi4J's number of a line: bits 0-23 the offset, bits 24-30 the chip. The first chip's numbers stay as Pi4J has them. */
final class ChipIdentifier {
    private static final int CHIP_SHIFT = 24;

    private ChipIdentifier() { }

    static int of(int bus, int bcm) {
        return bus << CHIP_SHIFT | bcm;
    }
}
