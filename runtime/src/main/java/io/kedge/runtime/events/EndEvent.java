package io.kedge.runtime.events;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** The function has returned or thrown. */
@Name("kedge.WorkEnd")
@Label("Work ended")
@Description("The function of an item has returned or thrown (kernel: workqueue_execute_end)")
final class EndEvent extends WorkEvent { }
