package io.kedge.hal.debounce;

import java.util.List;
import java.util.stream.Collectors;

import io.kedge.hal.DebounceContract;
import io.kedge.hal.Train;
import io.kedge.hal.api.Debounce;

class PureDebounceTest extends DebounceContract {

    @Override
    protected List<String> told(List<Debounce> policies, Train train) {
        return policies.stream().map(policy -> told(policy, train)).toList();
    }

    private String told(Debounce policy, Train train) {
        Feed feed = new Feed(Machines.of(policy));
        long now = 0;
        for (Train.Step step : train.steps()) {
            now += step.afterMicros() * 1_000;
            feed.edge(now, step.high());
        }
        return feed.time(now + 3 * period.toNanos()).changes().stream()
                .map(change -> (change.high() ? "high #" : "low #") + change.first().lineSeqno() + " +" + change.bounces())
                .collect(Collectors.joining(", "));
    }
}
