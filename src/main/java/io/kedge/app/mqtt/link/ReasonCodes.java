package io.kedge.app.mqtt.link;

import java.util.Locale;

import io.kedge.app.mqtt.api.MqttConfig;
import io.kedge.app.mqtt.link.Failure.Outlook;
import org.jspecify.annotations.Nullable;

/** What a broker's reason code means for us: MQTT 5.0, section 2.4, codes of CONNACK and DISCONNECT. */
public final class ReasonCodes {
    private static final int MALFORMED = 0x81;
    private static final int PROTOCOL_ERROR = 0x82;
    private static final int UNSUPPORTED_PROTOCOL = 0x84;
    private static final int CLIENT_ID_NOT_VALID = 0x85;
    private static final int BAD_USER_OR_PASSWORD = 0x86;
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int SERVER_UNAVAILABLE = 0x88;
    private static final int SERVER_BUSY = 0x89;
    private static final int BANNED = 0x8a;
    private static final int SHUTTING_DOWN = 0x8b;
    private static final int BAD_METHOD = 0x8c;
    private static final int TAKEN_OVER = 0x8e;
    private static final int WINDOW_EXCEEDED = 0x93;
    private static final int BAD_ALIAS = 0x94;
    private static final int TOO_LARGE = 0x95;
    private static final int RATE_TOO_HIGH = 0x96;
    private static final int QUOTA_EXCEEDED = 0x97;
    private static final int ADMINISTRATIVE = 0x98;
    private static final int NO_RETAIN = 0x9a;
    private static final int NO_SUCH_QOS = 0x9b;
    private static final int USE_ANOTHER_SERVER = 0x9c;
    private static final int SERVER_MOVED = 0x9d;
    private static final int CONNECTION_RATE = 0x9f;

    private ReasonCodes() { }

    /**
     * {@return what to make of a code}
     *
     * @param code      the reason code, 0x80 or more
     * @param reference where else to go, if the broker said so; null if not
     */
    public static Failure judge(int code, @Nullable String reference, MqttConfig config) {
        String broker = config.broker().toString();
        String who = config.credentials() == null ? "without a user name" : "as user '" + config.credentials().user()
                + "'";
        return switch (code) {
            case BAD_USER_OR_PASSWORD, NOT_AUTHORIZED -> Failure.needsCure(broker + " does not let device '"
                    + config.device().text() + "' in " + who
                            + "; check user and password, and the broker's access list");
            case BANNED, BAD_METHOD -> Failure.needsCure(broker + " refuses this client " + who + " (" + hex(code)
                    + "); its administrator must let it in");
            case UNSUPPORTED_PROTOCOL -> Failure.needsCure(broker
                    + " does not speak MQTT 5; use a broker that does (Mosquitto 1.6 or later, HiveMQ, EMQX)");
            case CLIENT_ID_NOT_VALID -> Failure.needsCure(broker + " does not accept the client id of device '"
                    + config.device().text() + "'; choose a shorter device id");
            case TAKEN_OVER -> Failure.needsCure("another client took over the session at " + broker
                    + ": two devices share the device id '" + config.device().text() + "'; give one of them another");
            case USE_ANOTHER_SERVER, SERVER_MOVED -> Failure.needsCure(broker + " sends us to another broker"
                    + (reference == null ? "" : ", " + reference) + "; set that as the broker");
            case NO_RETAIN, NO_SUCH_QOS -> Failure.needsCure(broker + " does not offer "
                    + (code == NO_RETAIN ? "retained messages" : "QoS 1") + "; switch it on there");
            case SERVER_UNAVAILABLE, SERVER_BUSY, QUOTA_EXCEEDED, RATE_TOO_HIGH, CONNECTION_RATE -> busy(broker
                    + " has too much to do (" + hex(code) + "); trying again later");
            case MALFORMED, PROTOCOL_ERROR, WINDOW_EXCEEDED, BAD_ALIAS, TOO_LARGE -> busy(broker
                    + " did not like a packet of ours (" + hex(code) + "); please report this");
            case ADMINISTRATIVE -> busy(broker + " was told to close this connection; trying again later");
            case SHUTTING_DOWN -> Failure.passing(broker + " shuts down");
            default -> Failure.passing(broker + " closed the connection (" + hex(code) + ")");
        };
    }

    private static Failure busy(String message) {
        return new Failure(Outlook.BUSY, message);
    }

    private static String hex(int code) {
        return "reason code " + String.format(Locale.ROOT, "0x%02X", code);
    }
}
