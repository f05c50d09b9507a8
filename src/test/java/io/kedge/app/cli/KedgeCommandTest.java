package io.kedge.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

import io.kedge.app.config.ExitCode;
import io.kedge.app.config.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KedgeCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> launched = new HashMap<>();

    private int execute(String... arguments) {
        return execute(options -> {
            launched.putAll(options.properties());
            return 0;
        }, arguments);
    }

    private int execute(ToIntFunction<RunOptions> launch, String... arguments) {
        var streams = new KedgeCommand.Streams(new PrintWriter(out, true), new PrintWriter(err, true));
        return KedgeCommand.execute(arguments, streams, new KedgeCommand.Actions(launch, board -> {
            launched.put("safe-state", board);
            return ExitCode.BOARD.code();
        }));
    }

    @Test
    void runWithoutOptionsOnlyTurnsTheViewOn() {
        assertEquals(0, execute("run"));
        assertEquals(Map.of("kedge.view", "true"), launched);
    }

    @Test
    void everyOptionOfRunBecomesASetting() {
        assertEquals(0, execute("run", "--board", "sim", "--broker", "mqtt://u:p@h:1", "--device", "pi-1", "--http-port", "0",
                "--http-host", "0.0.0.0", "--mqtt-port", "1884", "--seed", "7", "--connect-within", "5", "--password-file", "f"));
        assertEquals(
                Map.of("kedge.board", "sim", "kedge.broker", "mqtt://u:p@h:1", "kedge.device", "pi-1", "kedge.http.port", "0",
                        "kedge.http.host", "0.0.0.0", "kedge.mqtt.port", "1884", "kedge.seed", "7", "kedge.connect-within", "PT5S",
                        "kedge.mqtt.password-file", "f", "kedge.view", "true"),
                launched);
    }

    @Test
    void safeStateHasABoardAndAnExitCode() {
        assertEquals(ExitCode.BOARD.code(), execute("safe-state", "--board", "porch.yaml"));
        assertEquals(Map.of("safe-state", "porch.yaml"), launched);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        run --bord sim                    | kedge: '--bord' is not known here, did you mean '--board'?
        safe-state --bord sim             | kedge: '--bord' is not known here, did you mean '--board'?
        safe-sate                         | kedge: 'safe-sate' is not known here, did you mean 'safe-state'?
        rnu                               | kedge: 'rnu' is not known here, did you mean 'run'?
        run --http-port 65536             | kedge: Invalid value for option '--http-port': '65536': a port is a number from 0 to 65535
        run --mqtt-port x                 | kedge: Invalid value for option '--mqtt-port': 'x': a port is a number from 0 to 65535
        run --connect-within soon         | kedge: Invalid value for option '--connect-within': 'soon': the time is a number of seconds from 0 to 86400
        run --device Kitchen              | kedge: Invalid value for option '--device': device id 'Kitchen' may hold only a-z, 0-9 and '-', 1 to 48 of them; for instance 'kitchen'
        run --broker http://h             | kedge: Invalid value for option '--broker': broker address 'http://h' has the scheme 'http'; write mqtt://HOST:PORT, or mqtts://HOST:PORT for TLS
        run --seed x                      | kedge: Invalid value for option '--seed': 'x' is not a long
        run --board                       | kedge: Missing required parameter for option '--board' (BOARD)
        """)
    void aWrongCommandLineIsToldInOneLineAndEnds64(String line, String message) {
        assertEquals(ExitCode.USAGE.code(), execute(line.split(" ")));
        assertEquals(message, err.toString().lines().findFirst().orElse(""));
        assertFalse(err.toString().contains("Exception"), err::toString);
        assertTrue(launched.isEmpty(), "nothing is started");
    }

    @Test
    void aPasswordIsNeverShown() {
        execute("run", "--broker", "mqtt://u:hunter2@h:port");
        assertEquals(ExitCode.USAGE.code(), execute("run", "--broker", "mqtt://:hunter2@h"));
        assertFalse((out.toString() + err).contains("hunter2"), () -> out.toString() + err);
    }

    @Test
    void theHelpListsEveryExitCode() {
        assertEquals(0, execute("help"));
        for (ExitCode code : ExitCode.values()) {
            assertTrue(out.toString().contains(String.valueOf(code.code())), () -> code + " is not in\n" + out);
        }
        assertTrue(out.toString().lines().allMatch(line -> line.length() <= 80), out::toString);
    }

    @Test
    void noCommandShowsTheHelpAndEnds64() {
        assertEquals(ExitCode.USAGE.code(), execute());
        assertTrue(err.toString().contains("run"), err::toString);
    }

    @Test
    void aFailureOfTheRunIsItsMessageAndItsCode() {
        int code = execute(options -> {
            throw new StartFailure(ExitCode.UNAVAILABLE, "port 8080 is in use");
        }, "run");
        assertEquals(69, code);
        assertEquals("kedge: port 8080 is in use\n", err.toString());
    }
}
