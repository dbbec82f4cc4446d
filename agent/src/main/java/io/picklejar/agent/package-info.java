/** PickleJar's java agent. It needs no other part of PickleJar, and no other part needs it. */
@NullMarked
package io.picklejar.agent;

import org.jspecify.annotations.NullMarked;
