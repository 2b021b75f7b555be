/**
 * The archive of classes that java has read and checked before, which lets the scripts start
 * faster: made once for a build and a Java, beside the first run, by the launcher.
 */
@NullMarked
package dev.neonflow.cli.archive;

import org.jspecify.annotations.NullMarked;
