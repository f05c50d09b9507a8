/** The Linux GPIO character device, uAPI v2 ({@code linux/gpio.h}), by foreign calls: chips, line requests, one poll for all of them. */
@NullMarked
package io.kedge.hal.cdev;

import org.jspecify.annotations.NullMarked;
