/** Runtime environment analyzer: from classes and lambdas to facts. Reads only. Not exported: for PickleJar's own packages only. */
@NullMarked
package io.picklejar.analyze;

import org.jspecify.annotations.NullMarked;
