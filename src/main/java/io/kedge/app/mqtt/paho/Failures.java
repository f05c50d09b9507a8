package io.kedge.app.mqtt.paho;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import io.kedge.app.mqtt.api.MqttConfig;
import io.kedge.app.mqtt.link.Failure;
import io.kedge.app.mqtt.link.ReasonCodes;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/** What Paho's and the network's exceptions mean for a person. */
final class Failures {
    private static final int LAST_SERVER_CODE = 0xff;

    private static final int DEEPEST_CAUSE = 16;   // a chain that is longer goes in a circle

    private Failures() { }

    static Failure of(@Nullable Throwable thrown, MqttConfig config) {
        if (thrown instanceof MqttException mqtt && mqtt.getReasonCode() > 0
                && mqtt.getReasonCode() <= LAST_SERVER_CODE) {
            return ReasonCodes.judge(mqtt.getReasonCode(), null, config);
        }
        Throwable cause = tellingCause(thrown);
        String broker = config.broker().toString();
        String host = config.broker().host();
        return switch (cause) {
            case UnknownHostException e -> Failure.passing("there is no host '" + host
                    + "'; check the broker address, or the name server of this network");
            case NoRouteToHostException e -> Failure.passing(broker + " cannot be reached: " + e.getMessage()
                    + "; check the network and the broker address");
            case ConnectException e -> Failure.passing("nobody listens at " + broker
                    + "; start the broker there, or correct the address");
            case SocketTimeoutException e -> Failure.passing(broker + " did not answer within "
                    + config.connectTimeout().toSeconds()
                            + " s; check the address, and whether a firewall is in between");
            case CertificateException e -> Failure.needsCure("the certificate of " + broker + " is not to be trusted: "
                    + (e.getMessage() != null && e.getMessage().startsWith("PKIX path")
                            ? "nobody this machine trusts has signed it"
                            : e.getMessage())
                    + "; correct the CA file or the host name");
            case SSLException e -> Failure.passing("no TLS with " + broker + ": " + e.getMessage()
                    + "; check that this port speaks TLS");
            case EOFException e -> Failure.passing(broker + " closed the connection");
            case MqttException e when e.getReasonCode() == MqttClientException.REASON_CODE_CLIENT_TIMEOUT ->
                    Failure.passing(broker + " did not answer a ping");
            case MqttException e when e.getReasonCode() == MqttException.REASON_CODE_INVALID_RETURN_CODE ->
                    Failure.needsCure(broker + " does not answer as an MQTT 5 broker; use one that speaks MQTT 5 (Mosquitto "
                            + "1.6 or later, HiveMQ, EMQX)");
            case null -> Failure.passing("the connection to " + broker + " ended");
            default -> Failure.passing("the connection to " + broker + " was lost: " + cause.getMessage());
        };
    }

    /* The innermost cause, but a certificate's fault or a failed handshake before what lies below it. */
    private static @Nullable Throwable tellingCause(@Nullable Throwable thrown) {
        Throwable root = thrown;
        Throwable handshake = null;
        for (int depth = 0; depth < DEEPEST_CAUSE && root != null && root.getCause() != null; depth++) {
            handshake = handshake == null && root instanceof SSLHandshakeException ? root : handshake;
            root = root.getCause();
            if (root instanceof CertificateException) {
                return root;
            }
        }
        return handshake == null ? root : handshake;
    }
}
