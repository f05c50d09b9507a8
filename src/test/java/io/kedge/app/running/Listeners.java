package io.kedge.app.running;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.kedge.app.gpio.LineStream;
import io.kedge.app.gpio.OnLine;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.OverflowPolicy;
import io.kedge.runtime.Cmwq;
import io.smallrye.mutiny.Multi;

/** A bean as a user would write it: handlers and a stream. */
@ApplicationScoped
public class Listeners {
    private final BlockingQueue<LineEvent> onHandlers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> onInputs = new LinkedBlockingQueue<>();

    @Inject
    @LineStream(line = "button", overflow = OverflowPolicy.Kind.DROP_OLDEST, capacity = 16)
    Multi<LineEvent> presses;

    @OnLine("button")
    void heard(LineEvent event) {
        onHandlers.add(event);
    }

    @OnLine(value = "button", workqueue = "inputs")
    void counted() {
        onInputs.add(Cmwq.currentWork() == null ? "no worker" : Thread.currentThread().getName());
    }

    @OnLine(value = "buton", profile = "wrong-line")
    void neverOnThisLine(LineEvent event) {
        throw new AssertionError("there is no such line, but got " + event);
    }

    @OnLine(value = "button", workqueue = "imputs", profile = "wrong-workqueue")
    void neverOnThisWorkqueue(LineEvent event) {
        throw new AssertionError("there is no such workqueue, but got " + event);
    }

    @OnLine(value = "button", profile = "wrong-method")
    void neverWithThis(String text) {
        throw new AssertionError("nobody gives a text, but got " + text);
    }

    BlockingQueue<LineEvent> onHandlers() {
        return onHandlers;
    }

    BlockingQueue<String> onInputs() {
        return onInputs;
    }

    Multi<LineEvent> presses() {
        return presses;
    }
}
