package io.kedge.app.gpio;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.OutputLine;

/** The example of a handler: on the simulated and the emulated board each press of the button toggles the light. */
@Singleton
class ToggleLight {
    private final Lines lines;

    @Inject
    ToggleLight(Lines lines) {
        this.lines = lines;
    }

    @OnLine(value = "button", profile = {"sim", "qemu-virt"})
    void toggle(LineEvent event) {
        if (event.active()) {
            OutputLine light = lines.output("led");
            light.write(!light.active());
        }
    }
}
