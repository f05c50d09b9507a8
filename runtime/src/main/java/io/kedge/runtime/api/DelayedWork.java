package io.kedge.runtime.api;

/** A work item with a timer: the kernel's {@code struct delayed_work}. Pending from arming until its function starts. */
public interface DelayedWork extends Work { }
