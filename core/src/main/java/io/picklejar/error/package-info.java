/** What can go wrong: the exceptions, the place in the object graph, and the stable problem ids. */
@NullMarked
package io.picklejar.error;

import org.jspecify.annotations.NullMarked;
