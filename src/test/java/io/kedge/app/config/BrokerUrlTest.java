package io.kedge.app.config;

import io.kedge.app.mqtt.api.BadSettingException;
import io.kedge.app.mqtt.api.BrokerAddress;
import io.kedge.app.mqtt.api.Credentials;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

class BrokerUrlTest {

    @Test
    void anAddressAloneHasNoCredentials() {
        BrokerUrl url = BrokerUrl.parse(" mqtt://broker.lan ");
        assertEquals(new BrokerAddress(false, "broker.lan", 1883), url.address());
        assertNull(url.credentials());
    }

    @Test
    void userAndPasswordAreTakenOffTheAddress() {
        BrokerUrl url = BrokerUrl.parse("mqtts://pat:a%40b:c+d@[::1]:8884");
        assertEquals(new BrokerAddress(true, "::1", 8884), url.address());
        assertEquals(new Credentials("pat", "a@b:c+d"), url.credentials());
    }

    @Test
    void aPasswordMayHoldWhatIsNoPercentCode() {
        assertEquals(new Credentials("pat", "50%/@x"), BrokerUrl.parse("mqtt://pat:50%/@x@h").credentials());
    }

    @Test
    void thePasswordShowsNowhere() {
        assertEquals("mqtt://pat@h:1883", BrokerUrl.parse("mqtt://pat:hunter2@h").toString());
        for (String wrong : new String[] {"mqtt://pat:hunter2@h:port", "http://pat:hunter2@h", "mqtt://:hunter2@h", "pat:hunter2@h"}) {
            var refused = assertThrows(BadSettingException.class, () -> BrokerUrl.parse(wrong));
            assertFalse(String.valueOf(refused.getMessage()).contains("hunter2"), refused.getMessage());
        }
    }
}
