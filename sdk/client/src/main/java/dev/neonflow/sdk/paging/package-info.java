/** Lists that come in pages. */
@NullMarked
package dev.neonflow.sdk.paging;

import org.jspecify.annotations.NullMarked;
