package io.kedge.app.mqtt.api;

import java.util.Locale;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

/**
 * What a device is called in topics: lower-case letters, digits and hyphens, 1 to 48 of them.
 *
 * @param text the id
 */
public record DeviceId(String text) {
    /** The longest id. */
    public static final int LONGEST = 48;

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1," + LONGEST + "}");
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Refuses what is no id. */
    public DeviceId {
        requireNonNull(text, "text");
        if (!ID.matcher(text).matches()) {
            throw new BadSettingException("device id '" + text + "' may hold only a-z, 0-9 and '-', 1 to " + LONGEST
                    + " of them; for instance '" + cleaned(text) + "'");
        }
    }

    /** {@return the id made of a host name: its first label in lower case, other characters as hyphens} */
    public static DeviceId ofHostname(String hostname) {
        int dot = hostname.indexOf('.');
        return new DeviceId(cleaned(dot > 0 ? hostname.substring(0, dot) : hostname));
    }

    /**
     * {@return a hash of the id that never changes between versions: FNV-1a, 64 bits} Seeds what must differ between
     * devices.
     */
    public long hash() {
        long hash = FNV_OFFSET;
        for (byte b : text.getBytes(US_ASCII)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    /** {@return the shard, two hexadecimal digits: all eight bytes of the hash folded into one} */
    public String shard() {
        long folded = hash();
        folded ^= folded >>> Integer.SIZE;
        folded ^= folded >>> Short.SIZE;
        folded ^= folded >>> Byte.SIZE;
        return String.format(Locale.ROOT, "%02x", folded & 0xff);
    }

    private static String cleaned(String text) {
        String id = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-").replaceAll("^-+", "");
        id = id.substring(0, Math.min(id.length(), LONGEST)).replaceAll("-+$", "");
        return id.isEmpty() ? "device" : id;
    }
}
