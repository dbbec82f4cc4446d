/** The agent in child JVMs, from its finished jar. */
@NullMarked
package io.picklejar.agent;

import org.jspecify.annotations.NullMarked;
