package io.kedge.runtime.events;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** The function is about to be entered. */
@Name("kedge.WorkStart")
@Label("Work started")
@Description("The function of an item is about to be entered (kernel: workqueue_execute_start)")
final class StartEvent extends WorkEvent { }
