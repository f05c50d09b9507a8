package io.kedge.app.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import io.kedge.app.mqtt.api.BadSettingException;
import io.kedge.app.mqtt.api.BrokerAddress;
import io.kedge.app.mqtt.api.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * A broker as it is written on the command line: {@code mqtt://[user[:password]@]host[:port]}.
 *
 * @param address  where it is
 * @param user     null if none is named
 * @param password null if none is written; never printed
 */
public record BrokerUrl(BrokerAddress address, @Nullable String user, @Nullable String password) {

    /**
     * {@return the broker that the text names}
     *
     * @throws BadSettingException if it names none; the message does not show the password
     */
    public static BrokerUrl parse(String text) {
        String url = text.strip();
        int schemeEnd = url.indexOf("://") < 0 ? 0 : url.indexOf("://") + "://".length();
        int at = url.lastIndexOf('@');
        if (at < schemeEnd) {
            return new BrokerUrl(BrokerAddress.parse(url), null, null);
        }
        String[] userInfo = url.substring(schemeEnd, at).split(":", 2);
        BrokerAddress address = BrokerAddress.parse(url.substring(0, schemeEnd) + url.substring(at + 1));
        if (userInfo[0].isEmpty()) {
            throw new BadSettingException("the broker address has an @ but no user name; write mqtt://USER[:PASSWORD]@HOST[:PORT]");
        }
        return new BrokerUrl(address, decoded(userInfo[0]), userInfo.length == 1 ? null : decoded(userInfo[1]));
    }

    /** {@return what the broker is told, null without a user name} */
    public @Nullable Credentials credentials() {
        return user == null ? null : new Credentials(user, password == null ? "" : password);
    }

    /** {@return the same broker with this password} */
    public BrokerUrl withPassword(String secret) {
        return new BrokerUrl(address, user, secret);
    }

    /** {@return the address as typed, without the password} */
    @Override
    public String toString() {
        return user == null ? address.toString() : address.toString().replace("://", "://" + user + "@");
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return part;
        }
    }
}
