package io.kedge.app.mqtt.link;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kedge.app.mqtt.api.DeviceState;
import org.jspecify.annotations.Nullable;

/**
 * The body of the topic {@code state}.
 *
 * @param state   online, frozen, degraded or offline
 * @param reasons why it is frozen or degraded; null if it is neither
 * @param cause   of offline: {@code stopped} or {@code lost}; null if not offline
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StateBody(String state, @Nullable List<String> reasons, @Nullable String cause) {

    static StateBody of(DeviceState state, List<String> reasons) {
        return new StateBody(state.name().toLowerCase(Locale.ROOT), reasons.isEmpty() ? null : List.copyOf(reasons),
                null);
    }

    static StateBody stopped() {
        return new StateBody("offline", null, "stopped");
    }

    static StateBody lost() {
        return new StateBody("offline", null, "lost");
    }
}
