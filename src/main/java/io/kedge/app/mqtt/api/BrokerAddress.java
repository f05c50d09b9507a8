package io.kedge.app.mqtt.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * Where the broker is, as the user writes it: {@code mqtt://host[:port]} or {@code mqtts://host[:port]}.
 *
 * @param tls  whether the connection is encrypted ({@code mqtts})
 * @param host name or address, IPv6 without brackets
 * @param port TCP port, 1 to 65535
 */
public record BrokerAddress(boolean tls, String host, int port) {
    /** The port of {@code mqtt://} if none is given. */
    public static final int PLAIN_PORT = 1883;
    /** The port of {@code mqtts://} if none is given. */
    public static final int TLS_PORT = 8883;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?");
    private static final int HIGHEST_PORT = 65_535;
    private static final String CURE = "; write mqtt://HOST:PORT, or mqtts://HOST:PORT for TLS";

    /** Refuses a host or a port that cannot be one. */
    public BrokerAddress {
        requireNonNull(host, "host");
        if (!HOST.matcher(host).matches()) {
            throw new BadSettingException("broker host '" + host + "' is not a host name or an address" + CURE);
        }
        if (port < 1 || port > HIGHEST_PORT) {
            throw new BadSettingException("broker port must be 1 to " + HIGHEST_PORT + ", was " + port + CURE);
        }
    }

    /**
     * Reads what a user wrote. User name and password are refused here, since addresses end up in logs and process
     * lists.
     *
     * @throws BadSettingException if it is no broker address; the message names the fault and the cure
     */
    public static BrokerAddress parse(String text) {
        URI uri = uriOf(text);
        boolean tls = isTls(text, uri.getScheme());
        if (uri.getRawUserInfo() != null || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
            throw new BadSettingException("the broker address carries a user name; leave it out and set user and "
                    + "password in the configuration instead");
        }
        String path = uri.getRawPath();
        if ((path != null && !path.isEmpty() && !path.equals("/")) || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new BadSettingException("broker address '" + text + "' goes on after the port" + CURE);
        }
        return ofAuthority(text, tls, uri.getRawAuthority());
    }

    /** {@return the address as a user writes it, with its port} */
    @Override
    public String toString() {
        return (tls ? "mqtts://" : "mqtt://") + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static URI uriOf(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new BadSettingException("broker address '" + text + "' cannot be read: " + e.getReason() + CURE);
        }
    }

    private static boolean isTls(String text, @Nullable String scheme) {
        return switch (scheme == null ? "" : scheme.toLowerCase(Locale.ROOT)) {
            case "mqtt" -> false;
            case "mqtts" -> true;
            case "" -> throw new BadSettingException("broker address '" + text + "' has no scheme" + CURE);
            default -> throw new BadSettingException("broker address '" + text + "' has the scheme '" + scheme + "'"
                    + CURE);
        };
    }

    /* URI's own host and port are null for names it does not know how to read (an underscore): read them here. */
    private static BrokerAddress ofAuthority(String text, boolean tls, @Nullable String authority) {
        if (authority == null || authority.isEmpty()) {
            throw new BadSettingException("broker address '" + text + "' names no host" + CURE);
        }
        int bracket = authority.indexOf(']');
        int colon = authority.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? authority : authority.substring(0, colon);
        int port = colon < 0 ? (tls ? TLS_PORT : PLAIN_PORT) : portOf(text, authority.substring(colon + 1));
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            throw new BadSettingException("broker address '" + text + "' names no host" + CURE);
        }
        return new BrokerAddress(tls, host, port);
    }

    private static int portOf(String text, String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new BadSettingException("broker address '" + text + "' has the port '" + digits
                    + "', which is not a number from 1 to " + HIGHEST_PORT + CURE);
        }
    }
}
