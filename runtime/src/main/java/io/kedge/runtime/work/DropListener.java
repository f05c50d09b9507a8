package io.kedge.runtime.work;

/** A work function that wants to know that its item came when its workqueue took none, and was dropped. */
public interface DropListener {

    /** The item is idle. Any thread, no lock held; must not throw. */
    void dropped();
}
