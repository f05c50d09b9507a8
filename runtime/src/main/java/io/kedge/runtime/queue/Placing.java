package io.kedge.runtime.queue;

/** What became of an item that was to be put on a share. */
enum Placing { QUEUED, DROPPED, /** the share has just been replaced */ AGAIN }
