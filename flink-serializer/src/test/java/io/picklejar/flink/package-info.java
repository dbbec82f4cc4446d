/** Tests of the Flink plug-in. */
@NullMarked
package io.picklejar.flink;

import org.jspecify.annotations.NullMarked;
