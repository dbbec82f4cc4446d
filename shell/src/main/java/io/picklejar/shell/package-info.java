/** JShell with Flink and PickleJar on its class path: {@code bin/picklejar-shell}. */
@NullMarked
package io.picklejar.shell;

import org.jspecify.annotations.NullMarked;
