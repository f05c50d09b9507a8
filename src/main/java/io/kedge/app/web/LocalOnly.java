package io.kedge.app.web;

import java.net.InetAddress;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Lets only the programs of this machine change something, and of them no browser: a page from elsewhere may run in it. */
final class LocalOnly {
    private LocalOnly() { }

    /**
     * {@return why a caller is refused, with the cure; empty if it is not}
     *
     * @param peer   the address that the request came from, numbers only
     * @param own    the address that it came to, numbers only
     * @param origin the request's header {@code Origin}, which browsers send with every change; null if it has none
     */
    static Optional<String> refusal(String peer, String own, @Nullable String origin) {
        if (!isThisMachine(peer, own)) {
            return Optional.of("maintenance is begun and ended on the board only, and this comes from " + peer
                    + ": log in there and call 'kedge freeze' or 'kedge thaw'");
        }
        if (origin != null) {
            return Optional.of("maintenance is not begun or ended by a web page: call 'kedge freeze' or 'kedge thaw' on the board");
        }
        return Optional.empty();
    }

    /** Who calls an address of ours from that very address is on this machine: anybody else would get no answer. */
    private static boolean isThisMachine(String peer, String own) {
        InetAddress from = InetAddress.ofLiteral(peer);
        return from.isLoopbackAddress() || from.equals(InetAddress.ofLiteral(own));
    }
}
