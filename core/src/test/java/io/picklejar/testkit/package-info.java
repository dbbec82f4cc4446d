/** What tests of every module share: child JVMs, classes compiled in memory, hostile streams. Published as core's test-jar. */
@NullMarked
package io.picklejar.testkit;

import org.jspecify.annotations.NullMarked;
