import type { WireRoleChange, WireStaffMember } from '@veza/contracts';
import type { RoleChange } from './role-change.entity.js';
import type { StaffMember } from './roles.repository.js';

export const wireStaffMember = ({ id, username, role }: StaffMember): WireStaffMember => ({
  user_id: id,
  username: username ?? '',
  role,
});

export const wireChange = ({ id, userId, changedBy, from, to, at }: RoleChange): WireRoleChange => ({
  id,
  user_id: userId,
  changed_by: changedBy,
  from,
  to,
  at: at.toISOString(),
});
