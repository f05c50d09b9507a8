package io.kedge.app.mqtt.api;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BrokerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "mqtt://localhost,            false, localhost,      1883",
        "mqtts://broker.example.com,  true,  broker.example.com, 8883",
        "mqtt://10.0.0.7:11883,       false, 10.0.0.7,       11883",
        "MQTT://Broker/,              false, Broker,         1883",
        "mqtt://[::1]:1884,           false, ::1,            1884",
        "mqtts://[fe80::1],           true,  fe80::1,        8883",
        "mqtt://my_broker:1883,       false, my_broker,      1883",
        "' mqtt://pi ',               false, pi,             1883"})
    void addressIsReadAsTheUserWroteIt(String text, boolean tls, String host, int port) {
        assertEquals(new BrokerAddress(tls, host, port), BrokerAddress.parse(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "localhost:1883            | has the scheme 'localhost'; write mqtt://HOST:PORT",
        "localhost                 | has no scheme; write mqtt://HOST:PORT",
        "tcp://localhost           | has the scheme 'tcp'; write mqtt://HOST:PORT",
        "http://localhost          | has the scheme 'http'; write mqtt://HOST:PORT",
        "mqtt://                   | cannot be read",
        "mqtt:///                  | names no host",
        "mqtt://:1883              | names no host",
        "mqtt://pi:0               | port must be 1 to 65535, was 0",
        "mqtt://pi:65536           | port must be 1 to 65535, was 65536",
        "mqtt://pi:99999999999     | not a number from 1 to 65535",
        "mqtt://pi:18x3            | not a number from 1 to 65535",
        "mqtt://pi:                | not a number from 1 to 65535",
        "mqtt://pi/topic           | goes on after the port",
        "mqtt://pi?x=1             | goes on after the port",
        "mqtt://me:secret@pi       | leave it out and set user and password",
        "mqtt://p i                | cannot be read"})
    void whatIsNoAddressIsRefusedWithTheCure(String text, String expected) {
        BadSettingException refused = assertThrows(BadSettingException.class, () -> BrokerAddress.parse(text));
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
    }

    @Test
    void passwordInTheAddressIsNotRepeatedInTheMessage() {
        BadSettingException refused = assertThrows(BadSettingException.class, () ->
                BrokerAddress.parse("mqtt://me:secret@pi"));
        assertTrue(!refused.getMessage().contains("secret"), refused.getMessage());
    }

    @Test
    void printedAddressCanBeReadAgain() {
        BrokerAddress address = new BrokerAddress(true, "fe80::1", 8884);
        assertEquals("mqtts://[fe80::1]:8884", address.toString());
        assertEquals(address, BrokerAddress.parse(address.toString()));
    }
}
