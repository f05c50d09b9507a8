package io.kedge.app.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.kedge.hal.api.EventClock;
import io.kedge.hal.api.LineEvent;
import io.kedge.runtime.inspect.EngineSnapshot;
import io.kedge.runtime.inspect.WorkqueueStats;
import io.kedge.runtime.inspect.WorkqueueTimes;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ViewsTest {

    static LineEvent event(String line, boolean active, int bounces, long lost, long queueDelayNanos) {
        return new LineEvent(line, active, 1, 0, EventClock.MONOTONIC, 0, Instant.parse("2026-11-22T10:20:30.456Z"), true, bounces,
                lost, 0, false, queueDelayNanos);
    }

    private static String plain(LineEvent event, String what) {
        return EventView.render(event, what, ZoneOffset.UTC, Style.PLAIN);
    }

    @Test
    void anEventIsOneLine() {
        assertEquals("10:20:30.456  button           pressed      4 bounces, queued 38 us", plain(event("button", true, 4, 0, 38_400), "pressed"));
        assertEquals("10:20:30.456  button           released     1 bounce , queued 12 ms", plain(event("button", false, 1, 0, 12_345_678), "released"));
        assertEquals("10:20:30.456  a-line-with-a-v~ closed       0 bounces, queued 11 s, lost 3",
                plain(event("a-line-with-a-very-long-name", true, 0, 3, 11_000_000_000L), "closed"));
    }

    @Test
    void coloursOnlyRepeatWhatTheWordsSay() {
        String coloured = EventView.render(event("button", true, 4, 2, 38_400), "pressed", ZoneOffset.UTC, Style.ANSI);
        assertEquals(plain(event("button", true, 4, 2, 38_400), "pressed"), coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
    }

    @Test
    void noColourIsObeyed() {
        assertEquals(Style.ANSI, Style.of(Map.of("TERM", "xterm"), true, ""));
        assertEquals(Style.ANSI, Style.of(Map.of("NO_COLOR", ""), true, ""));
        assertEquals(Style.PLAIN, Style.of(Map.of("NO_COLOR", "1"), true, ""));
        assertEquals(Style.PLAIN, Style.of(Map.of("TERM", "dumb"), true, ""));
        assertEquals(Style.PLAIN, Style.of(Map.of("TERM", "xterm"), false, ""));
    }

    @Test
    void theJournalIsKnownByTheOutputThatItNames() {
        assertEquals(Style.JOURNAL, Style.of(Map.of("JOURNAL_STREAM", "9:1234"), false, "9:1234"));
        assertEquals(Style.PLAIN, Style.of(Map.of("JOURNAL_STREAM", "9:1234"), false, "9:77"));
        assertEquals(Style.PLAIN, Style.of(Map.of("JOURNAL_STREAM", "9:1234"), false, ""));
        assertEquals(Style.ANSI, Style.of(Map.of("JOURNAL_STREAM", "9:1234"), true, "9:1234"));
    }

    @Test
    void theTableHasTheColumnsOfWqMonitor() {
        var gpio = new WorkqueueStats("gpio", Set.of("WQ_PERCPU", "WQ_HIGHPRI"), 1024, "", 120, 119, 0, 121, 1, 2, 7, 4_800_000, 0, 0, 0, 0, 0, 0, 0, 0, WorkqueueTimes.NONE, List.of(0));
        var view = new WorkqueueStats("a_workqueue_with_a_long_name", Set.of("WQ_UNBOUND"), 1, "", 9, 9, 0, 9, 0, 0, 0, 900_000, 0, 0, 0, 0, 0, 0, 0, 0, WorkqueueTimes.NONE, List.of(0));
        var events = new WorkqueueStats("events", Set.of("WQ_PERCPU"), 1024, "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, WorkqueueTimes.NONE, List.of(0));
        var snapshot = new EngineSnapshot(List.of(events, gpio, view), List.of(), List.of(), List.of(), 0, List.of());
        String table = WorkqueueTable.render(snapshot, Style.PLAIN);
        assertEquals("""
                                   total  infl  CPUtime CPUitsv CMW/RPR  mayday rescued delay_us
                           gpio      120     1      0.0       2       7       -       -       40
                ith_a_long_name        9     0      0.0       -       0       -       -      100
                     (1 unused)
                """, table);
        assertTrue(table.lines().allMatch(line -> line.length() <= 80), table);
    }

    @Test
    void theBannerSaysWhereToLook() {
        var facts = new Banner.Facts("0.1.0 (build abc1234)", "Simulated board", true, "sim", List.of("button", "led"), 42L, 2,
                "Java 25.0.3", new Banner.Broker("127.0.0.1", 1883, null, true), "http://127.0.0.1:8080/api/state",
                "kedge/7f/kitchen");
        String banner = Banner.render(facts, Style.PLAIN);
        assertEquals("""
                Kedge 0.1.0 (build abc1234)
                  board    Simulated board (simulated: no real GPIO is touched)
                  profile  sim, --seed 42
                  lines    button, led
                  engine   2 CPUs, Java 25.0.3
                  broker   127.0.0.1:1883 (embedded, for this run only)
                  web      http://127.0.0.1:8080/api/state
                  topics   kedge/7f/kitchen/...
                           state, info, event/<line>, value/<line>, stats/workqueues
                  follow   mosquitto_sub -h 127.0.0.1 -p 1883 -t 'kedge/+/kitchen/#' -v
                  stop     Ctrl-C
                """, banner);
        assertTrue(banner.lines().allMatch(line -> line.length() <= 80), banner);
        assertEquals(banner.replace("  stop     Ctrl-C\n", ""), Banner.render(facts, Style.JOURNAL));
    }

    @Test
    void theFollowLineNamesTheUserAndNeverThePassword() {
        assertEquals("mosquitto_sub -h h -p 1 -u 'pat' -P PASSWORD -t 'kedge/+/d/#' -v",
                Banner.follow(new Banner.Broker("h", 1, "pat", false), "kedge/00/d"));
    }
}
