/** Files that are replaced as a whole, and files that only this user reads. */
@NullMarked
package dev.neonflow.workflows.internal.files;

import org.jspecify.annotations.NullMarked;
