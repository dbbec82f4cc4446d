/** The record format. */
@NullMarked
package io.picklejar.record;

import org.jspecify.annotations.NullMarked;
