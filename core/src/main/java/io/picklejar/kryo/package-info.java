/** The fallback for plain POJOs: a bridge to Kryo that shares the engine's memo and class references. Not exported: for PickleJar's own packages only. */
@NullMarked
package io.picklejar.kryo;

import org.jspecify.annotations.NullMarked;
