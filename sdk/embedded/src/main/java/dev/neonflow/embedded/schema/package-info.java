/** What is in a database, as text to read, to compare, and to build another database from. */
@NullMarked
package dev.neonflow.embedded.schema;

import org.jspecify.annotations.NullMarked;
