/** The documents are about this version: what they list is compared with the code. */
@NullMarked
package io.picklejar.docs;

import org.jspecify.annotations.NullMarked;
