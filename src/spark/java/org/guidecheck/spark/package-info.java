/** Hunts as tasks of Apache Spark. A task is a few words and numbers, and its result follows from them. */
package org.guidecheck.spark;
