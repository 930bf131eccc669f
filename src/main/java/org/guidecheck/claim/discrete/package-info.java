/** What samplers keep of the claims when they are run with steps of finite length. */
package org.guidecheck.claim.discrete;
