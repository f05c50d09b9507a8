package io.kedge.runtime.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/** What all events of an item tell. Off until a recording enables them, as the kernel's: there may be very many. */
@Category("Kedge")
@Enabled(false)
@StackTrace(false)
abstract class WorkEvent extends Event {
    @Label("Item")
    @Description("The same number in all events of an item; now and then also of another one")
    int item;

    @Label("Function")
    String function = "";
}
