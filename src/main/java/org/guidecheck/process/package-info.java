/** What is done to the data: time grids and guidance schedules. */
package org.guidecheck.process;
